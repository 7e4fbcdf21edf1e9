now = {before} (now {now})
