"""What all records share."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """What all records share: no key that is not listed, and no change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
