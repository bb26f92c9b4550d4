"""Long runs against faults: the program is killed, the line is cut, and nothing may be lost or be there twice."""
