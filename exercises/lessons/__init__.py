"""What exercises taught the doctrine: times that were measured and lessons that were adopted, as a patch.

measuring   play → durations of the doctrine, in days, and which of them had not ended
learning    durations → distributions; with adopted lessons a patch file of the doctrine
taking      a journal → exercises to learn from; what was learned → the text of the file

How distributions are fitted is `sim.calibrating`.
"""

from exercises.lessons.learning import Lesson, Lessons, Taught, learn, patch_of
from exercises.lessons.measuring import Seen, measure
from exercises.lessons.taking import FILE, taught, taught_by, text_of

__all__ = [
    "FILE",
    "Lesson",
    "Lessons",
    "Seen",
    "Taught",
    "learn",
    "measure",
    "patch_of",
    "taught",
    "taught_by",
    "text_of",
]
