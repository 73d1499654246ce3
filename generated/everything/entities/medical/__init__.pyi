from .record import Record as Record
from .record import RecordCreate as RecordCreate
from .record import RecordUpdate as RecordUpdate
from .sample import Sample as Sample
from .sample import SampleCreate as SampleCreate
from .sample import SampleUpdate as SampleUpdate
