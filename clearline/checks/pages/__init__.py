"""The pages that join features: home, findings, legal views, texts confirmed, proposals, the public's."""
