"""How results look as text: one function per result, from data to blocks."""
