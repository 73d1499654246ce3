"""Files to elements: XML, the envelope of CSDL, references from file to file."""
