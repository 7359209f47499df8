"""One engine for every list: a resource is declared, its SQL, pages, counts and ETag follow."""
