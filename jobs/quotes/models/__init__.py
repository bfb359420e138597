from jobs.quotes.models.line import QuoteLine
from jobs.quotes.models.price import CompanyPrice
from jobs.quotes.models.quote import Quote, QuoteApproval
from jobs.quotes.models.response import QuoteResponse

__all__ = ["CompanyPrice", "Quote", "QuoteApproval", "QuoteLine", "QuoteResponse"]
