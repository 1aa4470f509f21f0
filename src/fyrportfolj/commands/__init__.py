"""One story per verb: plain values in, a Result out; commands do not call commands."""
