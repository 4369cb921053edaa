using LerBridge.Core.Ledger;
using LerBridge.Core.People;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Contracts;

/// <summary>Who has which identifier: for the run that plans it at once, for everyone once the plan is applied, and never moved.</summary>
internal abstract class PersonStoreContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    private static readonly PersonIdentifier Sis = new("sis_id", "77");
    private static readonly PersonIdentifier Mail = new("verified_email", "ana@college.example");

    private IPersonStore Persons => this.Ledger.Persons;

    [Test]
    public async Task Identifiers_nobody_has_are_left_out()
    {
        Assert.That(await this.Persons.FindAsync("r1", [Sis, Mail], CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task A_planned_person_is_known_to_its_own_run_alone()
    {
        await this.PlanAsync("r1", "courses", new PlannedPerson("p1", [Sis, Mail]));
        await this.Driver.StartAsync("r2", mapping: "other");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await this.Persons.FindAsync("r1", [Sis, Mail], CancellationToken.None), Is.EqualTo([(Sis, "p1"), (Mail, "p1")]));
            Assert.That(await this.Persons.FindAsync("r2", [Sis, Mail], CancellationToken.None), Is.Empty);
        }
    }

    [Test]
    public async Task A_planned_person_is_known_to_everyone_once_the_run_completes()
    {
        await this.PlanAsync("r1", "courses", new PlannedPerson("p1", [Sis]));
        await this.Driver.FinishAsync("r1");

        Assert.That(await this.Persons.FindAsync("another", [Mail, Sis], CancellationToken.None), Is.EqualTo([(Sis, "p1")]));
    }

    [Test]
    public async Task Types_and_case_keep_identifiers_apart()
    {
        await this.PlanAsync("r1", "courses", new PlannedPerson("p1", [new PersonIdentifier("login", "Ana")]));
        await this.Driver.FinishAsync("r1");

        Assert.That(await this.Persons.FindAsync("r1", [new PersonIdentifier("login", "ana"), new PersonIdentifier("sis_id", "Ana")], CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task The_same_person_may_be_planned_twice()
    {
        await this.PlanAsync("r1", "courses", new PlannedPerson("p1", [Sis]));

        await this.Ledger.Runs.AddDecisionsAsync("r1", [], [new PlannedPerson("p1", [Sis, Mail])], CancellationToken.None);

        Assert.That(await this.Persons.FindAsync("r1", [Sis, Mail], CancellationToken.None), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_plan_that_gives_one_identifier_to_two_persons_is_a_defect()
    {
        await this.PlanAsync("r1", "courses", new PlannedPerson("p1", [Sis]));

        Assert.That(() => this.Ledger.Runs.AddDecisionsAsync("r1", [], [new PlannedPerson("p2", [Sis])], CancellationToken.None), Throws.InstanceOf<InvalidOperationException>());
    }

    [Test]
    public async Task An_identifier_that_another_run_has_confirmed_stays_there_and_is_a_problem_of_this_run()
    {
        await this.PlanAsync("r1", "courses", new PlannedPerson("p1", [Sis]));
        await this.PlanAsync("r2", "other", new PlannedPerson("p2", [Sis, Mail]));
        await this.Driver.FinishAsync("r1");
        var during = await this.Persons.FindAsync("r2", [Sis], CancellationToken.None);

        await this.Driver.FinishAsync("r2");

        var problems = await this.Ledger.Runs.ProblemsAsync("r2", CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(during, Is.EqualTo([(Sis, "p1")]));
            Assert.That(await this.Persons.FindAsync("r3", [Sis, Mail], CancellationToken.None), Is.EqualTo([(Sis, "p1"), (Mail, "p2")]));
            Assert.That(problems.Select(problem => (problem.Kind, problem.Code, problem.Count)), Is.EqualTo([(DecisionKind.Held, "LB4004", 1L)]));
        }
    }

    private async Task PlanAsync(string runId, string mapping, PlannedPerson person)
    {
        await this.Driver.StartAsync(runId, mapping: mapping);
        await this.Driver.PullAsync(runId);
        await this.Ledger.Runs.AddDecisionsAsync(runId, [], [person], CancellationToken.None);
    }
}
