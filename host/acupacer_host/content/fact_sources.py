"""Where a statement, a number or a point's fact comes from: every source key in words."""

SOURCES = {
    "article": "the consumer article on back pressure points this product implements",
    "who": "WHO standard point locations, paraphrased",
    "anatomy": "what lies beneath the place",
    "tradition": "a traditional caution, without clear evidence",
    "haptics": "published research on what can be felt",
    "selfcare": "public self-care pages",
    "design": "our own choice, on the careful side",
}
