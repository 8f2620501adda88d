"""Turns a clinic's plain records about muscles into a patient-education website."""
