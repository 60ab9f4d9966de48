"""The path "dari akta ke usaha", training, visits, needs, capital files, partner programmes."""
