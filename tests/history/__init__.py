"""Tests of the door to git: real repositories in temporary folders."""
