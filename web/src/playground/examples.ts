/** The tabs of a first visit: one example of each kind of operation, each of which runs as it stands for whoever is signed in. */
export const EXAMPLES: readonly { readonly query: string; readonly variables?: string }[] = [
  {
    query: `# Try any operation of the API here; the other tabs hold more examples.
# What is held now, and the source of each price:

query Portfolio {
  valuation {
    total
    dayChange
    holdings {
      id
      instrument { name }
      quantity
      price
      value
      source
    }
    gaps { reason message }
  }
}
`,
  },
  {
    query: `# How a total came about: start + inflow + gain = end + outflow.
# For one holding, ask explainHolding(holdingId) with an id of the first tab.

query Explained {
  performance(period: ALL) {
    twr { total { value absence } }
    explanation {
      start
      inflow
      outflow
      gain
      priceGain
      currencyGain
      income
      fees
      taxes
      end
    }
  }
}
`,
  },
  {
    query: `# A change. What it is given stands below, under Variables.
# Each time it runs it makes one more rule; deleteAlertRule(id) takes one away.

mutation MakeAlertRule($input: CreateAlertRuleInput!) {
  createAlertRule(input: $input) {
    id
    name
    threshold
  }
}
`,
    variables: `{
  "input": {
    "name": "Below a thousand",
    "measure": "VALUE",
    "condition": "BELOW",
    "threshold": "1000"
  }
}
`,
  },
  {
    query: `# Run this one, and watch the total move.

subscription LiveTotal {
  valuationChanged {
    total
    dayChange
    asOf
    sequence
  }
}
`,
  },
];
