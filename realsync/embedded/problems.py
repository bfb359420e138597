class Problem(Exception):
    """Something a person must put right before the servers can start; its text is one sentence."""
