using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using System.Text.RegularExpressions;

namespace ProdGap.Analyzers.Tests;

/// <summary>A type that a rule asks for by name exists: a name that was mistyped, or that its library gave up, would make the rule silent for ever.</summary>
public sealed partial class MetadataNames
{
    /// <summary>The names that no reference of these tests can resolve, and why.</summary>
    private static readonly Dictionary<string, string> Unresolved = new(StringComparer.Ordinal)
    {
        ["A.Fake"] = "a member, in code that a fix writes or a rule reads as text",
        ["Context.ConnectionAborted"] = "a member, in code that a fix writes or a rule reads as text",
        ["Debugger.IsAttached"] = "a member, in code that a fix writes or a rule reads as text",
        ["HTTPMETHODS.GET"] = "a member, in code that a fix writes or a rule reads as text",
        ["HTTPMETHODS.HEAD"] = "a member, in code that a fix writes or a rule reads as text",
        ["HTTPMETHODS.OPTIONS"] = "a member, in code that a fix writes or a rule reads as text",
        ["HttpContext.RequestAborted"] = "a member, in code that a fix writes or a rule reads as text",
        ["Identity.Application"] = "the name of a scheme",
        ["Identity.Bearer"] = "the name of a scheme",
        ["Identity.External"] = "the name of a scheme",
        ["Is.Not.Null"] = "a member, in code that a fix writes or a rule reads as text",
        ["Mock.Of"] = "a member, in code that a fix writes or a rule reads as text",
        ["Options.DefaultName"] = "a member, in code that a fix writes or a rule reads as text",
        ["String.Empty"] = "a member, in code that a fix writes or a rule reads as text",
        ["Substitute.For"] = "a member, in code that a fix writes or a rule reads as text",
        ["Aspire.Hosting.DistributedApplication"] = "Aspire.Hosting is not referenced here",
        ["Cake.Frosting.FrostingContext"] = "Cake.Frosting is not referenced here",
        ["Cocona.CoconaApp"] = "Cocona is not referenced here",
        ["CommandDotNet.AppRunner"] = "CommandDotNet is not referenced here",
        ["CommandLine.Option"] = "an attribute as it is written",
        ["CommandLine.Parser"] = "CommandLineParser is not referenced here",
        ["CommunityToolkit.Mvvm"] = "the name of an assembly that is not referenced here",
        ["ConsoleAppFramework.ConsoleApp"] = "ConsoleAppFramework is not referenced here",
        ["McMaster.Extensions.CommandLineUtils"] = "a namespace as it is imported",
        ["McMaster.Extensions.CommandLineUtils.CommandLineApplication"] = "McMaster.Extensions.CommandLineUtils is not referenced here",
        ["Microsoft.AspNetCore.Authentication.Negotiate"] = "the name of an assembly that is not referenced here",
        ["Microsoft.AspNetCore.Authentication.WsFederation"] = "the name of an assembly that is not referenced here",
        ["Microsoft.AspNetCore.Builder.ReDocBuilderExtensions"] = "Swashbuckle.AspNetCore.ReDoc is not referenced here",
        ["Microsoft.Azure.Functions.Worker.FunctionAttribute"] = "not in Microsoft.Azure.Functions.Worker.Core, which is referenced here",
        ["Microsoft.EntityFrameworkCore.CosmosDbContextOptionsExtensions"] = "Microsoft.EntityFrameworkCore.Cosmos is not referenced here",
        ["Microsoft.EntityFrameworkCore.MySQLDbContextOptionsExtensions"] = "MySql.EntityFrameworkCore is not referenced here",
        ["Microsoft.EntityFrameworkCore.MySqlDbContextOptionsBuilderExtensions"] = "Pomelo.EntityFrameworkCore.MySql is not referenced here",
        ["Microsoft.EntityFrameworkCore.NpgsqlDbContextOptionsBuilderExtensions"] = "Npgsql.EntityFrameworkCore.PostgreSQL is not referenced here",
        ["Microsoft.EntityFrameworkCore.OracleDbContextOptionsExtensions"] = "Oracle.EntityFrameworkCore is not referenced here",
        ["Microsoft.EntityFrameworkCore.SqlServerDbContextOptionsExtensions"] = "Microsoft.EntityFrameworkCore.SqlServer is not referenced here",
        ["Microsoft.EntityFrameworkCore.SqliteDbContextOptionsBuilderExtensions"] = "Microsoft.EntityFrameworkCore.Sqlite is not referenced here",
        ["Microsoft.Extensions.Logging.LogPropertiesAttribute"] = "Microsoft.Extensions.Telemetry.Abstractions is not referenced here",
        ["Microsoft.Playwright"] = "the name of an assembly that is not referenced here",
        ["Microsoft.VisualStudio.TestPlatform.TestFramework"] = "the assembly of MSTest before version 4",
        ["Microsoft.VisualStudio.TestTools.UnitTesting.ExpectedExceptionBaseAttribute"] = "MSTest before version 4",
        ["NServiceBus.IMessageHandlerContext"] = "NServiceBus is not referenced here",
        ["Sentry.SentrySdk"] = "Sentry generates code into each project that references it",
        ["Sentry.Scope"] = "Sentry generates code into each project that references it",
        ["Azure.Communication.Email.EmailClient"] = "Azure.Communication.Email is not referenced here",
        ["Azure.Messaging.ServiceBus.ServiceBusSender"] = "Azure.Messaging.ServiceBus is not referenced here",
        ["Microsoft.Azure.Cosmos.Container"] = "Microsoft.Azure.Cosmos is not referenced here",
        ["Azure.Monitor.Query.LogsQueryClient"] = "Azure.Monitor.Query is not referenced here",
        ["Azure.Search.Documents.Models.SearchResult`1"] = "Azure.Search.Documents is not referenced here",
        ["Kusto.Data.Common.ICslQueryProvider"] = "Microsoft.Azure.Kusto.Data is not referenced here",
        ["Microsoft.Azure.Cosmos.QueryDefinition"] = "Microsoft.Azure.Cosmos is not referenced here",
        ["Microsoft.KernelMemory.Citation"] = "Microsoft.KernelMemory.Abstractions is not referenced here",
        ["MongoDB.Driver.JsonCommand`1"] = "MongoDB.Driver is not referenced here",
        ["MongoDB.Driver.JsonFilterDefinition`1"] = "MongoDB.Driver is not referenced here",
        ["MongoDB.Driver.JsonPipelineStageDefinition`2"] = "MongoDB.Driver is not referenced here",
        ["NCalc.AsyncExpression"] = "NCalcAsync is not referenced here",
        ["NCalc.Expression"] = "NCalc is not referenced here",
        ["Neo4j.Driver.IAsyncQueryRunner"] = "Neo4j.Driver is not referenced here",
        ["Neo4j.Driver.Query"] = "Neo4j.Driver is not referenced here",
        ["MongoDB.Driver.IMongoCollection`1"] = "MongoDB.Driver is not referenced here",
        ["SendGrid.ISendGridClient"] = "SendGrid is not referenced here",
        ["Mono.Options"] = "a namespace as it is imported",
        ["Spectre.Console.Cli"] = "a namespace as it is imported",
        ["Spectre.Console.Cli.CommandApp"] = "Spectre.Console.Cli is not referenced here",
        ["Microsoft.Data.Sqlite.SqliteConnection"] = "Microsoft.Data.Sqlite is not referenced here",
        ["Microsoft.Data.Sqlite.SqliteCommand"] = "Microsoft.Data.Sqlite is not referenced here",
        ["MySql.Data.MySqlClient.MySqlCommand"] = "MySql.Data is not referenced here",
        ["System.Data.SQLite.SQLiteCommand"] = "System.Data.SQLite is not referenced here",
        ["System.Data.SqlClient.SqlCommand"] = "System.Data.SqlClient, which Microsoft.Data.SqlClient replaces, is not referenced here",
        ["System.Data.SqlClient.SqlConnection"] = "System.Data.SqlClient, which Microsoft.Data.SqlClient replaces, is not referenced here",
        ["System.CommandLine"] = "a namespace as it is imported",
        ["System.CommandLine.Command"] = "System.CommandLine is not referenced here",
        ["CancellationToken.None"] = "a value as it is written",
        ["Console.Error"] = "a name as it is written",
        ["TimeSpan.Zero"] = "a value as it is written",
        ["StackExchange.Profiling.MiniProfilerOptions"] = "MiniProfiler.AspNetCore is not referenced here",
        ["TUnit.Assertions"] = "TUnit is not referenced here",
        ["TUnit.Assertions.Assert"] = "TUnit is not referenced here",
        ["TUnit.Core.SkipAttribute"] = "TUnit is not referenced here",
        ["TUnit.Core.TestAttribute"] = "TUnit is not referenced here",
        ["Confluent.Kafka.ClientConfig"] = "Confluent.Kafka is not referenced here",
        ["Elastic.Transport.CertificateValidations"] = "Elastic.Transport is not referenced here",
        ["Elasticsearch.Net.CertificateValidations"] = "Elasticsearch.Net is not referenced here",
        ["FluentFTP.FtpConfig"] = "FluentFTP is not referenced here",
        ["JWT.ValidationParameters"] = "JWT from version 8 on",
        ["MQTTnet.Client.MqttClientCertificateValidationEventArgs"] = "MQTTnet before version 5",
        ["MQTTnet.Client.MqttClientTlsOptions"] = "MQTTnet before version 5",
        ["MQTTnet.Client.MqttClientTlsOptionsBuilder"] = "MQTTnet before version 5",
        ["MongoDB.Driver.MongoClientSettings"] = "MongoDB.Driver is not referenced here",
        ["MongoDB.Driver.MongoUrlBuilder"] = "MongoDB.Driver is not referenced here",
        ["MySql.Data.MySqlClient.MySqlConnectionStringBuilder"] = "MySql.Data is not referenced here",
        ["System.Data.SqlClient.SqlConnectionStringBuilder"] = "System.Data.SqlClient is not referenced here",
        ["System.DirectoryServices.Protocols.VerifyServerCertificateCallback"] = "System.DirectoryServices.Protocols is not referenced here",
        ["Amazon.Lambda.APIGatewayEvents.APIGatewayHttpApiV2ProxyRequest"] = "Amazon.Lambda.APIGatewayEvents is not referenced here",
        ["Amazon.Lambda.APIGatewayEvents.APIGatewayProxyRequest"] = "Amazon.Lambda.APIGatewayEvents is not referenced here",
        ["FluentValidation.AspNetCore"] = "the name of an assembly that is not referenced here",
        ["FluentValidation.DependencyInjectionExtensions"] = "the name of an assembly that is not referenced here",
        ["FluentValidation.AbstractValidator`1"] = "FluentValidation is not referenced here",
        ["ICSharpCode.SharpZipLib.Tar.TarEntry"] = "SharpZipLib is not referenced here",
        ["ICSharpCode.SharpZipLib.Zip.ZipEntry"] = "SharpZipLib is not referenced here",
        ["LinqToDB.Data.DataConnectionExtensions"] = "linq2db is not referenced here",
        ["Microsoft.Data.Sqlite.SqliteConnection"] = "Microsoft.Data.Sqlite is not referenced here",
        ["Microsoft.Data.Sqlite.SqliteCommand"] = "Microsoft.Data.Sqlite is not referenced here",
        ["MySql.Data.MySqlClient.MySqlCommand"] = "MySql.Data is not referenced here",
        ["NHibernate.ISession"] = "NHibernate is not referenced here",
        ["SharpCompress.Common.IEntry"] = "SharpCompress is not referenced here",
        ["System.Data.Entity.Database"] = "EntityFramework 6 is not referenced here",
        ["System.Data.Entity.DbSet"] = "EntityFramework 6 is not referenced here",
        ["System.Data.Entity.DbSet`1"] = "EntityFramework 6 is not referenced here",
        ["System.Data.SQLite.SQLiteCommand"] = "System.Data.SQLite is not referenced here",
        ["System.Data.SqlClient.SqlCommand"] = "System.Data.SqlClient is not referenced here",
        ["DynamicExpresso.Interpreter"] = "DynamicExpresso is not referenced here",
        ["Microsoft.Scripting.Hosting.ScriptEngine"] = "IronPython is not referenced here",
        ["SimpleExec.Command"] = "SimpleExec is not referenced here",
        ["System.Linq.Dynamic.Core.DynamicQueryableExtensions"] = "System.Linq.Dynamic.Core is not referenced here",
        ["System.Management.Automation.CommandInvocationIntrinsics"] = "System.Management.Automation is not referenced here",
        ["System.Management.Automation.PowerShell"] = "System.Management.Automation is not referenced here",
        ["System.Management.Automation.Runspaces.CommandCollection"] = "System.Management.Automation is not referenced here",
        ["System.Management.Automation.Runspaces.Runspace"] = "System.Management.Automation is not referenced here",
        ["SendGrid.Helpers.Mail.MailHelper"] = "SendGrid is not referenced here",
        ["SendGrid.Helpers.Mail.SendGridMessage"] = "SendGrid is not referenced here",
        ["Path.AltDirectorySeparatorChar"] = "a member, in code that a fix writes or a rule reads as text",
        ["Path.DirectorySeparatorChar"] = "a member, in code that a fix writes or a rule reads as text",
        ["Request.Path"] = "a member, in code that a fix writes or a rule reads as text",
        ["Url.IsLocalUrl"] = "a member, in code that a fix writes or a rule reads as text",
        ["Microsoft.EntityFrameworkCore.Analyzers"] = "the name of an analyzer",
        ["Yarp.ReverseProxy"] = "the name of an assembly that is not referenced here",
        ["Yarp.ReverseProxy.Configuration.HttpClientConfig"] = "YARP is not referenced here",
        ["Microsoft.AspNetCore.SignalR.NewtonsoftJsonHubProtocolOptions"] = "Microsoft.AspNetCore.SignalR.Protocols.NewtonsoftJson is not referenced here",
        ["Konscious.Security.Cryptography.Argon2"] = "Konscious.Security.Cryptography.Argon2 is not referenced here",
        ["ServiceStack.Text.JsConfig"] = "ServiceStack.Text is not referenced here",
        ["System.Runtime.Serialization.Formatters.Soap.SoapFormatter"] = "the .NET Framework",
        ["System.Runtime.Serialization.NetDataContractSerializer"] = "the .NET Framework",
        ["System.Web.Script.Serialization.SimpleTypeResolver"] = "the .NET Framework",
        ["System.Web.UI.LosFormatter"] = "the .NET Framework",
        ["System.Web.UI.ObjectStateFormatter"] = "the .NET Framework",
        ["Yarp.ReverseProxy.Configuration.RouteConfig"] = "YARP is not referenced here",
        ["Azure.AI.Agents"] = "a namespace, of which nothing is referenced here",
        ["Azure.AI.Projects"] = "a namespace, of which nothing is referenced here",
        ["Azure.Experimental.TraceGenAIMessageContent"] = "the name of a switch",
        ["Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive"] = "the name of a switch",
        ["OpenAI.ChatClient"] = "the name of a source of traces",
        ["OpenAI.Experimental.EnableOpenTelemetry"] = "the name of a switch",
        ["Azure.AI.OpenAI.ChatMessage"] = "Azure.AI.OpenAI before version 2",
        ["Azure.AI.OpenAI.ChatRequestMessage"] = "Azure.AI.OpenAI before version 2",
        ["ChatOptions.MaxOutputTokens"] = "a member, in a message",
        ["OpenAIPromptExecutionSettings.MaxTokens"] = "a member, in a message",
        ["Mscc.GenerativeAI"] = "the name of a library",
        ["Microsoft.AspNetCore.SignalR.StackExchangeRedis.RedisHubLifetimeManager`1"] = "Microsoft.AspNetCore.SignalR.StackExchangeRedis is not referenced here",
        ["Microsoft.Azure.SignalR.ServiceOptions"] = "Microsoft.Azure.SignalR is not referenced here",
    };

    [Fact]
    public void Every_type_that_a_rule_asks_for_exists_in_a_real_assembly()
    {
        var compilation = CSharpCompilation.Create("Names", [], References.Everything);
        // The catalogue of model libraries has a test of its own.
        var asked = Repository.Sources("src", "Analyzers").Concat(Repository.Sources("src", "CodeFixes")).Where(path => Path.GetFileName(path) != "ModelApis.cs")
            .SelectMany(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.StringLiteralToken) && Name().IsMatch(token.ValueText))
            .Select(token => token.ValueText)
            .Distinct()
            .ToList();
        var assemblies = compilation.SourceModule.ReferencedAssemblies.Select(assembly => assembly.Name).ToHashSet(StringComparer.Ordinal);
        Assert.True(asked.Count > 150, "The names are looked for where they no longer stand.");
        var missing = asked.Where(name => compilation.GetTypesByMetadataName(name).IsEmpty && !assemblies.Contains(name) && !IsNamespace(compilation, name)).ToHashSet(StringComparer.Ordinal);
        Assert.True(missing.SetEquals(Unresolved.Keys), $"No reference has {string.Join(", ", missing.Except(Unresolved.Keys).Order(StringComparer.Ordinal))}; some have {string.Join(", ", Unresolved.Keys.Except(missing))}");
    }

    private static bool IsNamespace(Compilation compilation, string name)
    {
        INamespaceOrTypeSymbol? current = compilation.GlobalNamespace;
        foreach (var part in name.Split('.'))
        {
            current = (current as INamespaceSymbol)?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part);
        }

        return current is not null;
    }

    [GeneratedRegex(@"^[A-Z]\w*(\.[A-Z]\w*)+(`\d)?$")]
    private static partial Regex Name();
}
