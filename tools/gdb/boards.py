"""What the program tells of its boards, for a debugger."""
import functools
import os
import struct

import gdb

TICKS_PER_SECOND = 10**11
NEVER = 2**64 - 1
# struct CellchainDebugBoard of firmware_glue/host/debugger_view.h, eight bytes each
MEMBERS = ["next", "chain", "board", "file", "state", "state_size", "kept", "loaded", "self",
           "handler", "firmware_handler", "firmware_reset", "peripherals", "has_main", "paused",
           "stop_at_ticks", "stop_at_handler", "stop_behind_handler", "watch_offset", "watch_size",
           "handlers", "began", "event", "is_inside", "ended_began", "ended_event",
           "ended_watched", "last_write", "last_write_ticks", "last_write_event",
           "last_write_was_main"]


def memory():
    return gdb.selected_inferior()


def word(address):
    return struct.unpack("<Q", bytes(memory().read_memory(address, 8)))[0]


def write_word(address, value):
    memory().write_memory(address, struct.pack("<Q", value))


@functools.lru_cache(maxsize=None)
def symbol(name):
    """Its address; for a program without debug information. To find it takes gdb milliseconds."""
    return int(gdb.parse_and_eval(f"(unsigned long) &{name}"))


class Board:
    """What the program tells of one board, read when it is asked for."""

    def __init__(self, address):
        self.address = address

    def __getattr__(self, member):
        return word(self.address + 8 * MEMBERS.index(member))

    def write(self, member, value):
        write_word(self.address + 8 * MEMBERS.index(member), value)

    @property
    def file_name(self):
        told = gdb.Value(self.file).cast(gdb.lookup_type("char").pointer()).string()
        return os.path.join(os.getcwd(), told)  # as the program has loaded it

    def name(self):
        several = any(each.chain for each in boards())
        return f"{self.chain + 1}:{self.board}" if several else str(self.board)

    def is_loaded(self):
        return word(self.loaded) == self.self

    def is_running(self):
        """Its firmware is at work."""
        running = running_board()
        return running is not None and running.address == self.address

    def ticks(self):
        return self.told_by("cellchain_debug_ticks")

    def watched(self):
        return self.told_by("cellchain_debug_watched")

    def told_by(self, function):
        return int(gdb.parse_and_eval(
            f"((unsigned long (*)(unsigned long)) {symbol(function)})({self.address})"))

    def stop_nowhere(self):
        self.write("stop_at_ticks", NEVER)
        self.write("stop_at_handler", 0)
        self.write("stop_behind_handler", 0)


def boards():
    if not memory().pid:
        raise gdb.GdbError("no run is under way")
    address = word(symbol("cellchain_debug_boards"))
    while address:
        yield Board(address)
        address = word(address)


def observe(*observed):
    """From their next handlers on the program sees to what is asked of these boards."""
    handler = symbol("cellchain_debug_handler")
    for board in observed:
        write_word(board.handler, handler)


def board_called(text):
    pack, _, number = text.rpartition(":")
    for each in boards():
        if (each.chain, each.board) == (int(pack or 1) - 1, int(number)):
            return each
    raise gdb.GdbError(f"there is no board {text}")


def firmware_frames():
    """The frames of the selected thread that are in a firmware, newest first, each with its file."""
    files = {each.file_name for each in boards()}
    frame = gdb.newest_frame()
    while frame is not None:
        library = gdb.solib_name(frame.pc())
        if library in files:
            yield frame, library
        try:
            frame = frame.older()
        except gdb.error:
            return


def running_board():
    """The board whose firmware is at work, or None."""
    if gdb.newest_frame().name() in ("cellchain_debug_stop", "cellchain_debug_checkpoint"):
        return Board(word(symbol("cellchain_debug_running")))
    inside = next((library for _, library in firmware_frames()), None)
    return next((each for each in boards() if each.is_loaded() and each.file_name == inside), None)


def seconds_text(ticks):
    return f"{ticks // TICKS_PER_SECOND}.{ticks % TICKS_PER_SECOND:011d} s"


class Begun(gdb.Breakpoint):
    """Does something once all boards are there, without stopping."""

    def __init__(self, action):
        super().__init__("*cellchain_debug_begun", internal=True)
        self.action = action

    def stop(self):
        self.action()
        return False


gdb.events.new_objfile.connect(lambda event: symbol.cache_clear())  # loaded again, elsewhere maybe
