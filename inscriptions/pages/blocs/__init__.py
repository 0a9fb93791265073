"""Blocks: what a day asks of one person beyond her name, such as meals and parallel sequences.

A block adds its fields to a form, shows them with its own template, and reads them as a part of the
`Demande`. A form may hold several days, and a page several forms: the names of the fields contain
the key of their subject.
"""

from .covoiturage import BlocCovoiturage
from .questions import BlocQuestions, BlocQuestionsDuCycle
from .repas import BlocRepas
from .sequences import BlocSequences

BLOCS = (BlocRepas, BlocSequences, BlocQuestions)
# Asked once for all the days of the form.
BLOCS_COMMUNS = (BlocQuestionsDuCycle,)
# With the carpool, asked of a single person when she registers; later it has its own page.
BLOCS_A_L_ARRIVEE = (*BLOCS, BlocCovoiturage)
