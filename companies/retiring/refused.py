class Refused(Exception):
    """A rule stands against it. `sentence` tells people which; `to` names the record to go to."""

    def __init__(self, sentence: str, *, to: object = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.to = to
