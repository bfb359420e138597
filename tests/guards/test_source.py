from pathlib import Path

from tests.guards import source


def test_views_and_forms_reach_rows_through_visible_to() -> None:
    files = list(source.views())
    assert len(files) >= 6
    faults = [f for path in files for f in source.rows_past_the_scope(path, path.read_text())]
    assert faults == []


def test_a_view_that_reaches_past_the_scope_is_seen() -> None:
    planted = "def view(request):\n    return Company.objects.filter(pk=1), Branch.objects.all()\n"
    assert len(source.rows_past_the_scope(Path("views.py"), planted)) == 2
    right = "def view(request):\n    return Company.objects.visible_to(request.user).filter(pk=1)\n"
    assert source.rows_past_the_scope(Path("views.py"), right) == []


def test_templates_hold_no_inline_script_or_style() -> None:
    templates = source.tracked("templates/*.html", "templates/*.jinja")
    assert len(templates) >= 20
    faults = {
        path.name: found
        for path in templates
        if path.parent.name != "mail"  # its reader's program loads nothing
        and (found := source.inline_code(path.read_text()))
    }
    assert faults == {}


def test_inline_script_and_style_are_seen() -> None:
    planted = '<script>1</script><p style="color:red" onclick="x()"><a href="javascript:x">'
    assert len(source.inline_code(planted)) == 4
    assert source.inline_code('<script src="/a.js" type="module"></script>') == []


def test_every_room_has_a_name() -> None:
    assert source.nameless_rooms() == []
