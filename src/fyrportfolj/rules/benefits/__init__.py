"""Benefits reckoned: flows, present values, sensitivity, splits, ledger, forecasts and their accuracy; Decimal only."""
