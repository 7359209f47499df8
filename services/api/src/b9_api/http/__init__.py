"""HTTP itself: what guards every route, and how an answer or a refusal looks."""
