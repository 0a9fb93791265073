"""What the domain refuses; each carries sentences to show as they are."""


class PublicationImpossible(Exception):
    """Something is missing; `raisons` are complete French sentences."""

    def __init__(self, raisons):
        self.raisons = [str(raison) for raison in raisons]
        super().__init__(" ".join(self.raisons))


class AnnulationImpossible(Exception):
    """The day cannot be called off; the message is a complete French sentence."""
