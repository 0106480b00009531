namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>Tests of a feature whose repository, and where that is possible whose service, is a mock.</summary>
internal sealed class MockText(Feature feature, TestText tests)
{
    private readonly string noun = feature.Noun;
    private readonly Signature signature = feature.Signature;

    /// <summary>With expression trees.</summary>
    public string Moq()
    {
        var mocked = "";
        if (IsMockable)
        {
            mocked = $$"""
                [Fact]
                public async Task {{feature.Verb}}_is_asked_for_once()
                {
                    {{(BaseArguments("").Length > 0 ? $"var repository = new Mock<{feature.Repository}>();\n" : "")}}var service = new Mock<{{feature.ServiceType}}>({{BaseArguments("repository.Object")}});

                """
                + $$"""
                    service.Setup(mock => mock.{{feature.CalledOperation}}({{Any("It.IsAny")}})).{{MoqReturns}};
                    {{tests.Call("service.Object", "42")}}

                    """
                + $$"""
                    service.Verify(mock => mock.{{feature.CalledOperation}}({{signature.GivenInTree("42")}}), Times.Once);
                    service.VerifyNoOtherCalls();
                    }


                    """;
        }

        return $$"""
            private readonly Mock<{{feature.Repository}}> _repository = new();

            [Fact]
            public async Task {{feature.Verb}}_asks_the_repository()
            {
                var calls = 0;

            """
            + $$"""
                _repository.Setup(repository => repository.{{feature.RepositoryOperation}}({{signature.GivenInTree("42")}}{{signature.TokenInTree("It.IsAny<CancellationToken>()")}}))
                    .{{Callback}}
                    .{{MoqReturns}};

                """
            + $$"""
                {{feature.ServiceType}} service = {{tests.Created("_repository.Object")}};
                {{tests.Call("service", "42")}}
                Assert.Equal(1, calls);

                """
            + $$"""
                _repository.Verify(repository => repository.{{feature.RepositoryOperation}}({{AnyOfRepository("It.IsAny")}}), Times.AtLeastOnce());
                }


                """
            + $$"""
                [Fact]
                public async Task {{feature.Verb}}_fails_with_the_repository()
                {
                    _repository
                        .Setup(repository => repository.{{feature.RepositoryOperation}}({{AnyOfRepository("It.IsAny")}}))
                        .Throws<InvalidOperationException>();

                """
            + $$"""
                {{feature.ServiceType}} service = {{tests.Created("_repository.Object")}};
                await Assert.ThrowsAsync<InvalidOperationException>(async () =>
                    {
                        {{tests.Call("service", "42")}}
                });
                }

                {{mocked}}{{tests.Many}}
                """;
    }

    /// <summary>With calls on a substitute.</summary>
    public string Substitute()
    {
        var mocked = IsMockable
            ? $$"""
                [Fact]
                public async Task {{feature.Verb}}_is_asked_for()
                {
                    {{(BaseArguments("").Length > 0 ? $"var repository = Substitute.For<{feature.Repository}>();\n" : "")}}var service = Substitute.For<{{feature.ServiceType}}>({{BaseArguments("repository")}});

                """
                + $$"""
                    service.{{feature.CalledOperation}}({{Any("Arg.Any")}}).{{SubstituteReturns}};
                    {{tests.Call("service", "42")}}
                    {{Received("service.Received(1)", feature.CalledOperation, signature.Given("42"))}}}


                    """
            : "";
        return $$"""
            private readonly {{feature.Repository}} _repository = Substitute.For<{{feature.Repository}}>();

            [Fact]
            public async Task {{feature.Verb}}_asks_the_repository()
            {

            """
            + $$"""
                _repository.{{feature.RepositoryOperation}}({{signature.Given("42")}}).{{SubstituteReturns}};
                {{feature.ServiceType}} service = {{tests.Created("_repository")}};
                {{tests.Call("service", "42")}}

                """
            + $$"""
                {{Received("_repository.Received()", feature.RepositoryOperation, AnyOfRepository("Arg.Any"))}}{{Received("_repository.DidNotReceive()", feature.RepositoryOperation, signature.Given("43"))}}}

                {{mocked}}{{tests.Many}}
                """;
    }

    /// <summary>True when the service itself can be stood in for.</summary>
    private bool IsMockable => feature.IsInterface || feature.Choice.Contract is Contract.AbstractBase or Contract.VirtualBase;

    private string BaseArguments(string repository)
        => feature.Choice.Contract == Contract.VirtualBase ? $"{repository}, NullLogger<{feature.ServiceType}>.Instance" : "";

    private string MoqReturns
        => feature.Choice.Returns switch
        {
            Returns.Task => "Returns(Task.CompletedTask)",
            Returns.ValueTask => "Returns(ValueTask.CompletedTask)",
            Returns.AsyncEnumerable => "Returns(Many())",
            Returns.TaskOfT when feature.IsOdd && !signature.HasTokenBelow => $"Returns(({signature.TypedNames}) => Task.FromResult<IReadOnlyList<{noun}>>([new {noun}()]))",
            _ => $"ReturnsAsync([new {noun}()])",
        };

    private string Callback
        => !signature.HasCustomer || (signature.HasTokenBelow && !feature.IsOdd) ? "Callback(() => calls++)"
            : signature.HasTokenBelow ? $"Callback(({signature.TypedNames}, CancellationToken _) => calls++)"
            : feature.IsOdd ? $"Callback<{signature.Types}>(({signature.Names}) => calls++)"
            : $"Callback(({signature.TypedNames}) => calls++)";

    private string Any(string any)
        => feature.Choice.Parameters switch
        {
            Parameters.None => "",
            Parameters.Optional => $"{any}<int>(), {any}<string?>(), {any}<int>()",
            Parameters.Params => $"{any}<int>(), {any}<string[]>()",
            Parameters.TokenOverload => $"{any}<int>()",
            _ => $"{any}<int>(), {any}<string>()",
        };

    private string AnyOfRepository(string any) => Any(any) + signature.TokenInTree(any + "<CancellationToken>()");

    private string SubstituteReturns
        => feature.Choice.Returns switch
        {
            Returns.Task => "Returns(Task.CompletedTask)",
            Returns.ValueTask => "Returns(ValueTask.CompletedTask)",
            Returns.AsyncEnumerable => "Returns(Many())",
            _ when feature.IsOdd => $"Returns(call => new List<{noun}> {{ new {noun}() }})",
            _ => $"Returns(new List<{noun}> {{ new {noun}() }})",
        };

    private string Received(string receiver, string operation, string arguments)
        => feature.IsStream ? $"_ = {receiver}.{operation}({arguments});\n" : $"await {receiver}.{operation}({arguments});\n";
}
