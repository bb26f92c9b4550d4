"""The page Set aside: masked rows with a month, shown only in two deliberate steps and hidden again on leaving."""
