"""What the rules say: reading and checking schemes.

find_scheme         a scheme by built-in name or folder
read_scheme         a folder's scheme, or SchemeError with every problem
check_scheme        a folder's scheme and all its errors and warnings
read_scheme_files   a scheme from file contents, as a run keeps them
builtin_schemes     the names of the built-in schemes
"""

from xinyong.scheme.builtin import builtin_schemes, find_scheme, scheme_folder
from xinyong.scheme.read import check_scheme, read_scheme, read_scheme_files

__all__ = ["builtin_schemes", "check_scheme", "find_scheme", "read_scheme", "read_scheme_files", "scheme_folder"]
