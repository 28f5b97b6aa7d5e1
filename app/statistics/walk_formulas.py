"""The figures of a walkthrough, in words."""

from app.assessment import behaviour
from app.core.words import N_
from app.statistics.formula import Formula, Group

OF_WALKTHROUGHS = Group(
    N_("A walkthrough"),
    (
        Formula(
            "runs",
            N_("Which runs count"),
            N_(
                "Every run of this release that was begun: finished ones, those left to begin again, "
                "and those still open. A person with several runs is in them with each. A run has the "
                "language of most of its choices, Kyrgyz where there are as many of both, or none."
            ),
        ),
        Formula(
            "choices",
            N_("What was chosen"),
            N_(
                "A choice counts once in a run, when it was first made, also if it was taken back "
                "later; in how many runs it was taken back stands beside. The share is of the runs "
                "in which anything was chosen in that scene. Where several things can be chosen "
                "one after another, shares add up to more than the whole. What fewer than five "
                "people did in a scene is not shown."
            ),
        ),
        Formula(
            "stopped",
            N_("Where people stopped"),
            N_(
                "Runs that were left to begin again, and open ones that nobody has gone on with for "
                "more than fourteen days, by the scene in which they stand."
            ),
        ),
        Formula(
            "scene-time",
            N_("Time in a scene"),
            N_(
                "Median over the runs. From one step to the next, or from the beginning to the "
                "first; what a run spent in a scene is added up. Pauses of more than thirty "
                "minutes are left out and counted. Smallest number of runs: %(least)d."
            ),
            least=behaviour.FOR_TIME,
        ),
        Formula(
            "run-time",
            N_("Time of a run"),
            N_(
                "Median over the finished runs. On the page of a walkthrough without pauses of more "
                "than thirty minutes; in the list of walkthroughs from beginning to end, with "
                "them. Smallest number of runs: %(least)d."
            ),
            least=behaviour.FOR_TIME,
        ),
        Formula(
            "endings",
            N_("Endings"),
            N_("Of the finished runs, the share that came to each ending."),
        ),
        Formula(
            "harm",
            N_("Harm to the victim"),
            N_(
                "Finished runs by what was done to the victim in them. With two serious counts "
                "nobody is competent, whatever the points: the run is vetoed."
            ),
        ),
    ),
)
