"""A process that is to run for days keeps the collector off what it began with."""

import gc

from exercises.lasting import settle


def test_what_is_alive_when_a_process_settles_is_not_looked_through_again():
    try:
        settle()
        assert gc.get_freeze_count() > 1_000
        assert gc.isenabled()
    finally:
        gc.unfreeze()
