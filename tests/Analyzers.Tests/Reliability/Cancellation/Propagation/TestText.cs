namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>The tests of a feature: of the whole chain, with fakes written by hand, or with mocks.</summary>
internal sealed class TestText(Feature feature)
{
    private readonly string noun = feature.Noun;
    private readonly Signature signature = feature.Signature;

    /// <summary>The test project's files.</summary>
    public IEnumerable<SourceFile> Files()
        => feature.Choice.Caller switch
        {
            Caller.XunitTest => [Test("ChainTests", Chain())],
            Caller.Moq => [Test("ServiceTests", new MockText(feature, this).Moq())],
            Caller.NSubstitute => [Test("ServiceTests", new MockText(feature, this).Substitute())],
            Caller.HandWrittenFake => [Test("FakeTests", Fakes())],
            _ => [],
        };

    /// <summary>Makes the service by hand.</summary>
    public string Created(string repository)
    {
        var logger = $"NullLogger<{feature.Service}>.Instance";
        return feature.Choice.Contract switch
        {
            Contract.StaticExtensions => repository,
            Contract.VirtualBase => $"new {feature.Service}({repository}, NullLogger<{feature.ServiceType}>.Instance)",
            Contract.FuncDelegate => $"new {feature.Service}(({signature.Names}) => {repository}.{feature.RepositoryOperation}({signature.Names}), {repository}, {logger})",
            Contract.OwnDelegate => $"new {feature.Service}({(feature.IsOdd && !signature.HasTokenBelow ? $"{repository}.{feature.RepositoryOperation}" : $"({signature.Names}) => {repository}.{feature.RepositoryOperation}({signature.Names})")}, {repository}, {logger})",
            _ => $"new {feature.Service}({repository}, {logger})",
        };
    }

    /// <summary>Statements that call the operation as a caller outside of the feature does.</summary>
    public string Call(string service, string customer) => feature.Consume($"{service}.{feature.CalledOperation}({signature.Given(customer)})");

    /// <summary>A stream of one, where something needs it.</summary>
    public string Many => feature.IsStream ? $$"""
        private static async IAsyncEnumerable<{{noun}}> Many()
        {
            await Task.Yield();
            yield return new {{noun}}();
        }

        """ : "";

    private string Chain()
        => $$"""
            [Fact]
            public async Task {{feature.Verb}}_reaches_the_store()
            {
                {{feature.Repository}} repository = {{new RepositoryText(feature).Creation}};
                {{feature.ServiceType}} service = {{Created("repository")}};
                {{Call("service", "42")}}

            """
            + $"{(feature.IsVoid ? "Assert.NotNull(service);" : "Assert.NotNull(items);")}\n}}\n\n"
            + $$"""
                [Theory]
                [InlineData(1)]
                [InlineData(2)]
                public async Task {{feature.Verb}}_knows_each_customer(int customerId)
                {
                    var repository = {{new RepositoryText(feature).Creation}};

                """
            + $$"""
                {{feature.Consume($"repository.{feature.RepositoryOperation}({signature.Given("customerId")})")}}
                await repository.ReleaseAsync(customerId);
                }

                """;

    private string Fakes()
    {
        var fake = $"Fake{noun}Repository";
        var service = feature.IsInterface && feature.Choice.Contract != Contract.TwoInterfaces ? FakeService() : "";
        return $$"""
            [Fact]
            public async Task {{feature.Verb}}_works_with_a_fake()
            {
                var repository = new {{fake}}();
                {{feature.ServiceType}} service = {{Created("repository")}};
                {{Call("service", "42")}}
                Assert.True(repository.Calls > 0);
            }


            """
            + $"private sealed class {fake} : {feature.Repository}\n{{\npublic int Calls {{ get; private set; }}\n\n"
            + $$"""
                public {{feature.Type}} {{feature.RepositoryOperation}}{{signature.DeclaredInRepository()}}
                {
                    Calls++;
                    return {{Nothing}};
                }


                """
            + $$"""
                public Task<{{noun}}?> FindAsync(int id) => Task.FromResult<{{noun}}?>(null);

                public async IAsyncEnumerable<{{noun}}> ReadAllAsync()
                {
                    await Task.Yield();
                    yield break;
                }


                """
            + $"public Task ReleaseAsync(int id) => Task.CompletedTask;\n}}\n\n{service}{Many}";
    }

    private string FakeService()
    {
        const string Token = "CancellationToken cancellationToken";
        var isExplicit = feature.Choice.Contract == Contract.ExplicitImplementation;
        var modifiers = isExplicit ? "" : "public ";
        var name = isExplicit ? $"{feature.ServiceType}.{feature.DeclaredOperation}" : feature.DeclaredOperation;
        return $$"""
            internal sealed class Fake{{feature.Service}} : {{feature.ServiceType}}
            {
                {{modifiers}}{{feature.Type}} {{name}}{{signature.Declared(defaults: !isExplicit)}} => {{Nothing}};

            """
            + (feature.HasTokenOverload ? $"\n{modifiers}{feature.Type} {name}{signature.Declared(last: Token)} => {Nothing};\n" : "") + "}\n\n";
    }

    private string Nothing
        => feature.Choice.Returns switch
        {
            Returns.Task => "Task.CompletedTask",
            Returns.ValueTask => "ValueTask.CompletedTask",
            Returns.TaskOfT => $"Task.FromResult<IReadOnlyList<{noun}>>([])",
            Returns.ValueTaskOfT => $"new ValueTask<IReadOnlyList<{noun}>>([])",
            _ => "Many()",
        };

    private SourceFile Test(string name, string members)
        => SourceFile.Of(
            feature,
            noun + name,
            "using System.Data.Common;\nusing System.Threading.Channels;\nusing Microsoft.EntityFrameworkCore;\nusing Microsoft.Extensions.Logging.Abstractions;\nusing Moq;\nusing NSubstitute;\nusing Xunit;\n"
            + $$"""
                {{feature.Usings}}using Northwind.Infrastructure;
                using Northwind.Infrastructure.{{feature.Plural}};

                namespace Northwind.Tests.{{feature.Plural}};

                public sealed class {{noun}}{{name}}
                {
                {{members}}}

                """);
}
