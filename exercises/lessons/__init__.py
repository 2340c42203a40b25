"""What exercises taught the doctrine: times that were measured and lessons that were adopted, as a patch.

measuring   play → durations of the doctrine, in days, and which of them had not ended
learning    durations → distributions; with adopted lessons a patch file of the doctrine

How distributions are fitted is `sim.calibrating`.
"""

from exercises.lessons.learning import Lesson, Lessons, Taught, learn, patch_of
from exercises.lessons.measuring import Seen, measure

__all__ = ["Lesson", "Lessons", "Seen", "Taught", "learn", "measure", "patch_of"]
