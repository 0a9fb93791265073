"""What a day asks of one person on top of who she is: its meals, its parallel sequences…

A block adds its fields to a form, shows them with its own template, and reads them back as a part
of the `Demande`. A form may hold several days, and a page several forms: the names of the fields
carry the key of what they are about.
"""

from .covoiturage import BlocCovoiturage
from .questions import BlocQuestions, BlocQuestionsDuCycle
from .repas import BlocRepas
from .sequences import BlocSequences

BLOCS = (BlocRepas, BlocSequences, BlocQuestions)
# Asked once, whatever the days of the form.
BLOCS_COMMUNS = (BlocQuestionsDuCycle,)
# What a person says of herself only, when she arrives; later it has a page of its own.
BLOCS_A_L_ARRIVEE = (*BLOCS, BlocCovoiturage)
