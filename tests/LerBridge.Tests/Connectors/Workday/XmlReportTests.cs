using LerBridge.Connectors.Workday;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Workday;

internal sealed class XmlReportTests
{
    private const string Row = "<Report_Entry><Employee_ID>1</Employee_ID><Worker_Type>Employee</Worker_Type><Position_ID>P</Position_ID><Start_Date>2021-04-28-07:00</Start_Date><Job_Family>Nursing</Job_Family><Job_Family>Care</Job_Family></Report_Entry>";

    [TestCase("<Report_Data>" + Row + "</Report_Data>")]
    [TestCase("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<wd:Report_Data xmlns:wd=\"urn:com.workday.report/R\"><wd:Report_Entry><wd:Employee_ID>1</wd:Employee_ID><wd:Worker_Type wd:Descriptor=\"Employee\"><wd:ID wd:type=\"WID\">x</wd:ID></wd:Worker_Type><wd:Position_ID>P</wd:Position_ID><wd:Start_Date>2021-04-28</wd:Start_Date><wd:Job_Family>Nursing; Care</wd:Job_Family></wd:Report_Entry></wd:Report_Data>")]
    public async Task A_row_is_read_with_or_without_a_namespace(string body)
    {
        var record = (await Pulled.AllAsync(Over(body))).Records.Single();

        Assert.That((record["person.id"].Text, record["worker.type"].Text, record["position.start"].Date, record["job.family"].Text), Is.EqualTo(("1", "employee", new DateOnly(2021, 4, 28), "Nursing; Care")));
    }

    [TestCase("<Report_Data/>")]
    [TestCase("<Report_Data></Report_Data>")]
    public async Task An_empty_report_is_told(string body) => Assert.That((await Pulled.AllAsync(Over(body))).Notices.Single().Code, Is.EqualTo("LB5401"));

    [TestCase("<Report_Data>" + Row + "<Report_Entry><Employee", "LB5108")]
    [TestCase("<Report_Data>" + Row, "LB5108")]
    [TestCase("<html><body/></html>", "LB5110")]
    [TestCase("<Other/>", "LB5111")]
    [TestCase("<Report_Data><Validation_Error/></Report_Data>", "LB5111")]
    public async Task What_is_no_whole_report_is_a_failure(string body, string code)
    {
        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(Over(body)));

        Assert.That(problem?.Code, Is.EqualTo(code));
    }

    [Test]
    public async Task A_document_type_is_refused()
    {
        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(Over("<!DOCTYPE Report_Data [<!ENTITY a \"aaaa\">]><Report_Data><Report_Entry><Employee_ID>&a;</Employee_ID></Report_Entry></Report_Data>")));

        Assert.That(problem?.Code, Is.AnyOf("LB5108", "LB5111"));
    }

    [Test]
    public async Task A_row_without_an_end_is_refused_before_it_fills_the_memory()
    {
        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(Over("<Report_Data><Report_Entry><Employee_ID>" + new string('1', 8 * 1024 * 1024) + "</Employee_ID></Report_Entry></Report_Data>")));

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Contract, "LB5112")));
    }

    private static WorkdayConnector Over(string body)
    {
        var server = new StubServer();
        server.On("/r", () => StubServer.Reply(System.Net.HttpStatusCode.OK, body, "text/xml"));
        return new WorkdayConnector(
            "hr",
            new WorkdayOptions { BaseUrl = new Uri("https://w.example"), Username = "isu", Password = new Secret("p"), Reports = [new WorkdayReport(WorkdayContractTests.Positions, "/r", ReportFormat.SimpleXml)] },
            new ConnectorServices(new FastTime(), NullLoggerFactory.Instance),
            server);
    }
}
