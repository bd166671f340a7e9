"""Keeps published figures: immutable Parquet files, a manifest that lists them, and questions to them."""

from clearline.measures.store.releases import Release as Release
from clearline.measures.store.store import Store as Store
