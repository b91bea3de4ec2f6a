"""SOP sheets: every cross-functional map as the standard operating procedure that the regulation of 2012 asks for.

A step is a row, a lane a column; five symbols and no more (capsule, box, diamond, arrow, off-page pentagon).
"""
