"""The words by which every demonstration file says that it is one."""

NOTICE = "SYNTHETIC: made by Clearline's demo-data command. No child, family, worker or place in it is real."

README = f"""{NOTICE}

Children's numbers begin with SYN, pupil numbers with I (no real one does), authorities are invented (Northmoor and its
neighbours) and postcodes are in the area ZZ, which no place has. Figures come near to England's published ones; they
say nothing about any council. Where faults were asked for, planted_faults.csv lists them.
"""
"""Stands in every folder: a CSV return has no room for a remark."""
