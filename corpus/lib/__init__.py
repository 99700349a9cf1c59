"""The parts of corpus/tool."""
