using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Running;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Running;

internal sealed class PlaceholderNameTests
{
    [TestCase("undefined undefined")]
    [TestCase("null")]
    [TestCase("N/A")]
    [TestCase("Test Student")]
    [TestCase("TEST, User")]
    [TestCase("ana.ruiz@college.example")]
    [TestCase("...")]
    [TestCase("12345")]
    [TestCase("xxx XXXX")]
    [TestCase("FirstName LastName")]
    public void What_nobody_is_called_is_a_placeholder(string name)
    {
        Assert.That(PlaceholderName.Is(name), Is.True);
    }

    [TestCase("Ana Ruiz")]
    [TestCase("Jennifer Null")]
    [TestCase("Test Nguyen")]
    [TestCase("Na Li")]
    [TestCase("Xi")]
    [TestCase("O")]
    [TestCase("李娜")]
    [TestCase("Ольга")]
    [TestCase("𠮷野")]
    public void What_somebody_may_be_called_is_none(string name)
    {
        Assert.That(PlaceholderName.Is(name), Is.False);
    }

    [Test]
    public void A_placeholder_holds_the_record_without_repeating_it()
    {
        var result = Author.Plan(Author.Small()).Mapper.Map(Author.Ana("person.full_name = Test Student"));

        Assert.That(result, Is.InstanceOf<MapResult.Hold>());
        var reason = ((MapResult.Hold)result).Reason;
        Assert.That(reason.Code, Is.EqualTo("LB3410"));
        Assert.That(reason.ToString(), Does.Not.Contain("Test Student"));
    }
}
