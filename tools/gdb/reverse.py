"""`breverse`: back to where a board last wrote a variable, by running again."""
import gdb

import checkpoints
from boards import (Begun, NEVER, TICKS_PER_SECOND, board_called, boards, memory, observe,
                    seconds_text)

RESET = 0
EVENTS = {RESET: "reset", 1: "timer", 2: "uart byte", 3: "uart empty", 4: "adc", 5: "nvm done",
          6: "watchdog"}
START = None  # in the place of a checkpoint


def is_reset(event):
    return event & 0xFFFF == RESET


class Instant:
    """Of a board, as it is there now: what is behind it when the run comes there again.

    Handlers that began before are. The one that the board is in is not, nor is what its main
    program, if that is running, has done since the last one.
    """

    def __init__(self, board):
        self.is_inside = board.is_inside
        self.is_in_main = not board.is_inside and board.is_running()
        self.watched = board.watched()
        self.ends = board.began + (not board.is_inside) if board.began else board.ticks()

    def has_main_written(self, board):
        """Between the last handler behind it and the next, before which the board is now."""
        if not board.has_main or self.is_in_main or self.is_inside and is_reset(board.event):
            return False
        return board.ended_watched != (board.watched() if self.is_inside else self.watched)


class OwnWrite(gdb.Breakpoint):
    """Of a board's state. Another board's is written to the same place when that runs."""

    def __init__(self, board, offset, size):
        super().__init__(f"*(char(*)[{size}]) {board.state + offset:#x}", gdb.BP_WATCHPOINT)
        self.board = board

    def stop(self):
        return self.board.is_running()


class Reverse:
    """Of an expression that has `size` bytes at `offset` in the state of a board."""

    def __init__(self, number, expression, offset, size):
        self.number, self.expression = number, expression
        self.offset, self.size = offset, size
        self.present = memory().pid

    def board(self):
        return board_called(self.number)

    def find(self):
        """The newest checkpoint behind which the board writes; the board then knows where."""
        self.watch()
        instant = Instant(self.board())
        dues = checkpoints.before_present()
        for due in dues if dues[-1:] == [0] else [*dues, START]:  # that of 0 is the start
            instant = self.look_from(due, instant)
            if self.board().last_write != NEVER:
                return due
        if dues[-1:] == [0]:
            self.go_back_to(self.present)
        raise gdb.GdbError(f"board {self.number} has not written {self.expression} before")

    def look_from(self, due, instant):
        """Returns the instant at which that checkpoint is."""
        with checkpoints.StopAtEnd():
            begins = self.run_from(due, stop_at_ticks=instant.ends)
        board = self.board()
        if instant.has_main_written(board):
            board.write("last_write", board.handlers - board.is_inside)
            board.write("last_write_ticks", board.ended_began)
            board.write("last_write_event", board.ended_event)
            board.write("last_write_was_main", 1)
        return begins

    def stop_at_write(self, due):
        """The first one in that handler, or behind it. A reset has written all when it begins."""
        board = self.board()
        if board.last_write_was_main:
            self.run_from(due, stop_behind_handler=board.last_write)
        else:
            self.run_from(due, stop_at_handler=board.last_write)
            if is_reset(self.board().event):
                return
        write = OwnWrite(self.board(), self.offset, self.size)
        gdb.execute("continue")
        if write.is_valid():
            write.delete()

    def run_from(self, due, **wishes):
        """Until the board comes to what is wished. Returns the instant at which it began."""
        if due is START:
            begun = Begun(lambda: self.wish(wishes))
            self.go_on("run")
            begun.delete()
            return None
        self.go_back_to(checkpoints.kept[due])
        self.wish(wishes)
        if "stop_at_ticks" in wishes:  # this process is only to tell
            checkpoints.ask_for_none()
        begins = Instant(self.board())
        if any(wishes.values()):  # else it is there: behind the checkpoint, before any handler
            self.go_on("continue")
        return begins

    def go_on(self, command):
        gdb.execute(command, to_string=True)
        place = gdb.newest_frame().name()
        if place not in ("cellchain_debug_stop", "cellchain_debug_ended"):
            raise gdb.GdbError(f"breverse was stopped on its way, in {place}")
        self.board().stop_nowhere()

    def go_back_to(self, process):
        left = memory().pid
        checkpoints.go_back_to(process)
        if left != self.present:
            checkpoints.delete(left)

    def watch(self):
        board = self.board()
        board.write("watch_offset", self.offset)
        board.write("watch_size", self.size)
        return board

    def wish(self, wishes):
        for each in boards():
            each.stop_nowhere()
        board = self.watch()
        for member, value in {"handlers": 0, "ended_watched": board.watched(), "last_write": NEVER,
                              "last_write_was_main": 0, **wishes}.items():
            board.write(member, value)
        observe(board)

    def tell(self, due):
        board = self.board()
        event = board.last_write_event
        behind = "its main program behind " if board.last_write_was_main else ""
        since = "start" if due is START else f"checkpoint of {due / TICKS_PER_SECOND:g} s"
        print(f"board {self.number} last wrote {self.expression} in {behind}handler "
              f"\"{EVENTS.get(event & 0xFFFF, 'event')} {event >> 16 & 0xFFFF}\" at "
              f"{seconds_text(board.last_write_ticks)}, its handler {board.last_write} "
              f"since the {since}")
        if due is not START:
            print(f"to come back here: restart {checkpoints.numbers()[self.present]}")
