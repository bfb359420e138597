from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Names carry a hash of the content, also those that JavaScript modules import."""

    support_js_module_import_aggregation = True
