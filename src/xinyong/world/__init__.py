"""Who lives where and what is assumed of them: reading and checking worlds, and variants of them.

find_world          a world by built-in name or folder
read_world          the same, or SchemeError with every problem of it and of its schemes
check_world         a world and all errors and warnings of it, of its schemes and of its own variants
read_world_files    a world from file contents, as a run keeps them
apply_variant       a world under variants
check_variant       a world under variants, and all errors and warnings
builtin_worlds      the names of the built-in worlds
"""

from xinyong.world.folder import builtin_worlds, world_folder
from xinyong.world.read import check_world, find_world, read_world, read_world_files
from xinyong.world.variant import apply_variant, check_variant

__all__ = ["apply_variant", "builtin_worlds", "check_variant", "check_world", "find_world", "read_world", "read_world_files",
           "world_folder"]
