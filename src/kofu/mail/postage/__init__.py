"""What a piece of mail costs: dated rates, weights, discounts as estimates, totals."""
