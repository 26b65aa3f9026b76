"""Blocks as numbers: what is paired of millions of signatures."""

from zlib import crc32


def block_number(block: str) -> int:
    """32 bits of a block. Two blocks may share them: who pairs looks at the blocks themselves."""
    return crc32(block.encode())
