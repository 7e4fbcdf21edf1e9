now = {before} (nay là {now})
