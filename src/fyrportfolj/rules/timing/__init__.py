"""Order and time: what comes before what, what is late, and when everyone can have decided."""
