"""Refusals of the domain; each has sentences to show as they are."""


class PublicationImpossible(Exception):
    """The page is incomplete; `raisons` are complete French sentences."""

    def __init__(self, raisons):
        self.raisons = [str(raison) for raison in raisons]
        super().__init__(" ".join(self.raisons))


class AnnulationImpossible(Exception):
    """The day cannot be called off; the message is a complete French sentence."""
