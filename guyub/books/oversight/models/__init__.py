"""Tables of oversight."""

from guyub.books.oversight.models.questions import EntryQuestion, QuestionReply
from guyub.books.oversight.models.reviews import MonthReview, ReviewNote
from guyub.books.oversight.models.samples import ReviewSample, SampledEntry

__all__ = ["EntryQuestion", "MonthReview", "QuestionReply", "ReviewNote", "ReviewSample", "SampledEntry"]
