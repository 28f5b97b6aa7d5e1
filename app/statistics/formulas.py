"""Every figure with its formula and what it says, in words. Formulas are the same in all languages.

Signs: x share of the question's points, from 0 to 1; w points of the question; T score; M maximum; n attempts; k questions;
s standard deviation.
"""

from app.assessment import analysis, behaviour, fairness, gains
from app.core.words import N_
from app.statistics.formula import Formula, Group
from app.statistics.walk_formulas import OF_WALKTHROUGHS

OF_TESTS = Group(
    N_("A test"),
    (
        Formula(
            "attempts",
            N_("Which attempts count"),
            N_(
                "The first finished attempt of each person, unless another choice is named above "
                "the table. In later attempts people have met questions before."
            ),
        ),
        Formula(
            "mean",
            N_("Mean score"),
            N_(
                "Mean of the scores, each as a share of the points that could be earned in that "
                "attempt. Smallest number of attempts: %(least)d."
            ),
            formula="x̄ = Σ(T / M) / n",
            least=analysis.FOR_FACILITY,
        ),
        Formula(
            "spread",
            N_("Standard deviation"),
            N_(
                "How far the scores lie from their mean, in points. It needs attempts that were "
                "worth the same number of points. Smallest number of attempts: %(least)d."
            ),
            formula="s = √( Σ(T − T̄)² / (n − 1) )",
            least=analysis.FOR_RELIABILITY,
        ),
        Formula(
            "distribution",
            N_("Distribution of scores"),
            N_(
                "Attempts in ten classes of equal width, by the share of the points that was "
                "earned. What lies on a border is in the upper class; full marks are in the "
                "last."
            ),
        ),
        Formula(
            "reliability",
            N_("Reliability"),
            N_(
                "Cronbach’s alpha, where everybody answered the same k questions: how far the "
                "questions measure one thing. Where each attempt draws its own questions, an "
                "analysis of variance with questions nested in people stands in its place (1 − "
                "MS within / MS between); it is lower, because that some draws are harder counts "
                "as error. The page says which of the two is shown. Smallest number of answers: "
                "%(least)d."
            ),
            formula="α = k/(k − 1) · (1 − Σs²ᵢ / s²ₜ)",
            least=analysis.FOR_RELIABILITY,
        ),
        Formula(
            "error",
            N_("Standard error of measurement"),
            N_(
                "By how many points a score typically misses what the person would earn on "
                "average over many such tests: about two scores in three lie within one standard "
                "error."
            ),
            formula="SEM = sₜ · √(1 − α)",
        ),
        Formula(
            "gain",
            N_("Gain"),
            N_(
                "Mean of post-test less pre-test, in percentage points, over the people with "
                "both; the interval of 95 per cent by the paired t. Normalised gain g: of what "
                "could still be gained on average, the part that was. People with only one of "
                "the two tests are counted beside and are in no figure. Smallest number of "
                "pairs: %(least)d."
            ),
            formula="d̄ = Σ(post − pre) / n;  d̄ ± t₍n−1₎ · s/√n;  g = d̄ / (100 − mean pre)",
            least=gains.FEWEST_PAIRS,
        ),
        Formula(
            "too-few",
            N_("Not enough answers"),
            N_(
                "With fewer answers than stand beside a formula, chance would say more than the "
                "figure, and none is shown."
            ),
        ),
        Formula(
            "again",
            N_("Compute it yourself"),
            N_(
                "The raw scores can be downloaded under pseudonyms, with a code book, and every "
                "figure computed from them again. The formulas were tried on a reference data "
                "set against other programs and agree with them to nine decimal places."
            ),
        ),
    ),
)
OF_QUESTIONS = Group(
    N_("A question"),
    (
        Formula(
            "facility",
            N_("Facility"),
            N_(
                "Mean share of the points that was earned on the question, over the attempts in "
                "which it was asked. A question without an answer counts as 0. Near 1 nearly "
                "everybody knows it, near 0 hardly anybody. Smallest number of answers: "
                "%(least)d."
            ),
            formula="p = Σx / n",
            least=analysis.FOR_FACILITY,
        ),
        Formula(
            "discrimination",
            N_("Discrimination"),
            N_(
                "Correlation of the share earned on the question with the share earned on the "
                "rest of the test, the question itself left out. Above 0.2 those who know more "
                "answer it better; near 0 it tells nothing; below 0 look at the key first. "
                "Smallest number of answers: %(least)d."
            ),
            formula="r = corr( x , (T − w·x) / (M − w) )",
            least=analysis.FOR_DISCRIMINATION,
        ),
        Formula(
            "upper-lower",
            N_("Upper–lower index"),
            N_(
                "Facility among the 27 per cent of attempts with the highest test scores, less "
                "that among the 27 per cent with the lowest. Attempts with the score on which "
                "the border falls count in part, all alike. Smallest number of answers: "
                "%(least)d."
            ),
            formula="D = p₊₂₇ − p₋₂₇",
            least=analysis.FOR_GROUPS,
        ),
        Formula(
            "options",
            N_("Answers by thirds"),
            N_(
                "The attempts are put in order of the test score and divided into thirds; all "
                "with the same score stand where the middle one of them stands. For each option: "
                "how many in each third chose it. A wrong option that draws the highest third "
                "deserves a second look. Smallest number of answers: %(least)d."
            ),
            least=behaviour.FOR_OPTIONS,
        ),
        Formula(
            "time",
            N_("Time"),
            N_(
                "Median and quartiles of the time in whole seconds: from when the answer before "
                "it, to another question, was saved, or from the beginning of the attempt, to "
                "when the answer that counts was saved. Reading, thinking and being away are all "
                "in it; an earlier visit to the same question is not. Answers that a device kept "
                "while there was no line arrive together and then take no time. Answers from "
                "before this was kept are left out. Smallest number of answers: %(least)d."
            ),
            least=behaviour.FOR_TIME,
        ),
        Formula(
            "certainty",
            N_("Certainty"),
            N_(
                "For each of the three steps: how many answers, and what share of the points "
                "they earned on average. Sure and wrong: answers given as sure that earned less "
                "than half of the points, divided by all answers whose certainty was asked; with "
                "Wilson’s interval of 95 per cent. Smallest number of answers: %(least)d."
            ),
            least=behaviour.FOR_CERTAINTY,
        ),
        Formula(
            "fairness",
            N_("Kyrgyz and Russian compared"),
            N_(
                "Mantel–Haenszel: people with the same test score, in whole points, are "
                "compared. A and B answered right and wrong in Russian, C and D in Kyrgyz, N "
                "together; right means full marks. Delta below 0: harder in Kyrgyz; above 0: "
                "harder in Russian. A: under 1 or not significant. C: at least 1.5 and "
                "significantly over 1. B: between. At B and C read both texts side by side. An "
                "attempt has the language of most of its answers, Kyrgyz where there are as many "
                "of both. Smallest number of people in each language: %(least)d."
            ),
            formula="α = Σ(A·D/N) / Σ(B·C/N);  Δ = −2.35 · ln α;  χ² = (|ΣA − ΣE(A)| − ½)² / ΣVar(A)",
            least=fairness.FEWEST,
        ),
        Formula(
            "gap",
            N_("Difference in the mean share"),
            N_(
                "How much larger or smaller a share people earned in Kyrgyz than people with the "
                "same test score in Russian; partial marks count too."
            ),
            formula="Σ n₍ky₎ · (x̄₍ky₎ − x̄₍ru₎) / Σ n₍ky₎",
        ),
    ),
)
OF_LEARNING = Group(
    N_("What training leaves behind"),
    (
        Formula(
            "downgrade",
            N_("Downgrade rate"),
            N_(
                "Of all answers on fact patterns that are trafficking, the share that named a "
                "lesser offence instead; with Wilson’s interval of 95 per cent. It is the error "
                "that drills are there for: the victim loses protection, and the case its "
                "weight."
            ),
            formula="d = wrong “lesser offence” answers / answers on trafficking patterns",
        ),
        Formula(
            "retention",
            N_("Retention"),
            N_(
                "Of the refresher questions asked for the first time ninety days or more after "
                "the course, the share answered rightly; and the same after a hundred and eighty "
                "days."
            ),
            formula="m = right at the first asking / asked",
        ),
        Formula(
            "coverage",
            N_("Coverage of a requirement in a unit"),
            N_(
                "Of the people appointed to posts that require it, the share who hold it today. "
                "Posts that stand vacant are shown apart and are in neither number."
            ),
            formula="c = holders today / posts filled",
        ),
        Formula(
            "fragile",
            N_("Fragile"),
            N_(
                "A requirement that exactly one person of the unit holds who will still be "
                "appointed in ninety days. When this one leaves, the unit has nobody."
            ),
            formula="1 = appointed holders in ninety days",
        ),
    ),
)

GROUPS = (OF_TESTS, OF_QUESTIONS, OF_WALKTHROUGHS, OF_LEARNING)
ALL = {formula.id: formula for group in GROUPS for formula in group.formulas}
