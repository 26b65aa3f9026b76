"""What a process gives up before it reads what a stranger wrote: network, new programs, memory.

On Linux (x86-64 and AArch64) a seccomp filter, set for all threads, refuses the system calls that
open a connection or start a program: they fail with EACCES. Elsewhere there is no such filter,
and `confine` says so: the caller must then refuse what would reach the network by its text.
Sources: seccomp(2), and `linux/filter.h` for the instructions.
"""

import ctypes
import errno
import platform
import resource
import struct
import sys

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_OFFSET_OF_NUMBER, _OFFSET_OF_ARCHITECTURE = 0, 4
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC = 1, 1

_X86_64_ABI_X32 = 0x40000000

# Architecture as the kernel tells it; number of seccomp(2); numbers of socket, connect, execve,
# execveat, io_uring_setup (which opens sockets without a system call), ptrace.
_ARCHITECTURES = {
    "x86_64": (0xC000003E, 317, (41, 42, 59, 322, 425, 101)),
    "aarch64": (0xC00000B7, 277, (198, 203, 221, 281, 425, 117)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def confine(memory: int) -> bool:
    """Give up network and new programs, writing files, and memory beyond a limit; for good.

    Args:
        memory: largest address space, in bytes.

    Returns:
        Whether the network is denied; False where no filter exists.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    return is_supported() and _filter_system_calls()


def is_supported() -> bool:
    """Whether this system can deny a process the network."""
    return sys.platform == "linux" and platform.machine() in _ARCHITECTURES


def _filter_system_calls() -> bool:
    architecture, seccomp, refused = _ARCHITECTURES[platform.machine()]
    instructions = _instructions(architecture, refused)
    program = _Program(len(instructions) // 8, instructions)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    done = libc.syscall(
        seccomp, _SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC, ctypes.byref(program)
    )
    return bool(done == 0)


def _instructions(architecture: int, refused: tuple[int, ...]) -> bytes:
    """The filter: another architecture or ABI, or a refused call, fails; others pass."""
    count = len(refused)
    steps = [
        (_LOAD, 0, 0, _OFFSET_OF_ARCHITECTURE),
        (_EQUAL, 0, count + 3, architecture),
        (_LOAD, 0, 0, _OFFSET_OF_NUMBER),
        (_AT_LEAST, count + 1, 0, _X86_64_ABI_X32),
    ]
    steps += [(_EQUAL, count - i, 0, number) for i, number in enumerate(refused)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
