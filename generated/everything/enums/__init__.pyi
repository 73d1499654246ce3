from .alarm_level import AlarmLevel as AlarmLevel
from .condition import Condition as Condition
from .season import Season as Season
from .skills import Skills as Skills
from .slope import Slope as Slope
