"""Why a slice has an element, or has it not."""
